/**
 * One change stream of MongoDB per node, handed on to the consumers that subscribe to it. Every
 * change reaches each of them in order and at least once, or they are told that history is lost.
 */
@NullMarked
package org.acervo.store.changefeed;

import org.jspecify.annotations.NullMarked;
