/** The on-demand API: a function from requests to responses that knows no server. */
@NullMarked
package dev.renditions.http;

import org.jspecify.annotations.NullMarked;
