"""The finders: a document's reading text in, mentions out."""
