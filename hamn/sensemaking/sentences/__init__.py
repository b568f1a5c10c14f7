"""From a result to plain sentences in Swedish, Finnish and English, by rule. They say nothing that the numbers do not carry."""
