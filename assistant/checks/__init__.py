"""Why someone can or cannot reach an application: one rule table (rulebook §7, §7a), and its readings."""
