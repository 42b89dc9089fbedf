"""Serve the dashboard from a checkout: ``python app.py``; once it is installed, ``sign-dash`` does the same."""

from compute.signs import silent

if __name__ == "__main__":
    silent()  # before anything else is imported
    from sign_dash.__main__ import process

    process()
