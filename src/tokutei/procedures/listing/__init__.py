"""Every procedure with who, where, when, papers, fee and result."""
