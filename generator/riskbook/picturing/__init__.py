"""Figures to images: the matrix by matplotlib, the small matrix of a risk's page and the
flow of a process as SVG, their fonts.

Matplotlib is imported inside functions only: whoever draws nothing does not pay for it.
"""
