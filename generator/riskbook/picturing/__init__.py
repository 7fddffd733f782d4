"""Figures to images: the matrix by matplotlib, the small matrix of a risk's page, their fonts.

Matplotlib is imported inside functions only: whoever draws nothing does not pay for it.
"""
