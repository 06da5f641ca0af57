"""Figures drawn from the public tables: Vega-Lite, seen with altair, written as PNG, SVG, PDF or a page that loads nothing."""
