"""From a measured scene graph to exact boxes, or to the reason why there are none."""
