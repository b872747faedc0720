"""Who left a village's list, who came in their place, and who waits for a place: by day, appended only."""
