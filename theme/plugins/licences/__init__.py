"""The licences of what the site sends to its visitors."""
