"""What everything is made of: spans, values, documents, repairs, errors and their records."""
