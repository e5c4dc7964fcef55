"""`python -m runtherapy_data`: the command line of the machine that the practice runs on."""

from runtherapy_data.cli import main

if __name__ == "__main__":
    main()
