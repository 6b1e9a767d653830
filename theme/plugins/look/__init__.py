"""The look: colours, typefaces, drawings, photographs, style sheets and scripts."""
