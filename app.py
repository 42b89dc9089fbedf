"""Serve the dashboard from a checkout: ``python app.py``; once it is installed, ``sign-dash`` does the same."""

import sys

from sign_dash.serve import main

if __name__ == "__main__":
    sys.exit(main())
