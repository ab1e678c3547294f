"""`python -m kb` is the command line `kb`."""

from kb.cli import main

main()
