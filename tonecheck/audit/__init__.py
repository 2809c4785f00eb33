"""Auditing archives: many letters, judged once each, kept in a dataset of Parquet files."""
