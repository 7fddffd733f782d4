"""The past of the example book, derived from the dates in its files and a scenario.

``pages`` edits a file by pointer; ``hindsight`` takes out what nobody could have known yet;
``scenario`` holds what dates alone cannot tell; ``shelf`` is the book as it stands; ``lifetimes``
says what happens to each record and when; ``states`` says what a file held on a day; ``branches``
turns happenings into commits; ``writing`` hands them to git.
"""
