"""Reports: findings and summaries in, text out."""
