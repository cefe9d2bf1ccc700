"""Who is told what is due, and when: in words that carry no name and no place. Above every room that something is due in."""
