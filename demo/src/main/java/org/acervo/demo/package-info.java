/**
 * The demo library: a tree of collections full of pictures and booklets that are made by code, with
 * the people who may see them. Knows no other room; whoever starts a demo feeds it to the uploads.
 */
@NullMarked
package org.acervo.demo;

import org.jspecify.annotations.NullMarked;
