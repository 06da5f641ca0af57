"""Measurements that anyone can run: figures of the README, speed, accuracy."""
