"""The provider portal: the frame of its pages, its help, and where its addresses hang."""
