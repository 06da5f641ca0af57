"""Statistical models where rules end: labels, features, training, calibration, the shipped weights, evaluation."""
