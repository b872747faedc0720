"""Tests of Lindung: they mirror the source by folder; ``stories`` tell the programme, ``house`` keeps the house."""
