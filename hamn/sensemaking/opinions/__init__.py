"""Agree, disagree and pass: what a conversation's votes say, and how sure we can be. docs/methods/opinions.md tells how."""
