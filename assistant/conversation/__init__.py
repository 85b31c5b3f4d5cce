"""The guided conversation: typed flows, the state machine, replay and sessions."""
