"""The public home-office guide: the articles of the knowledge base, searchable, in both languages."""
