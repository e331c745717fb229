"""Addresses of the funds, one file for each group of pages."""
