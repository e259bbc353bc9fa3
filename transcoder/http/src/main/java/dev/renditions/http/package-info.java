/** The on-demand API: a function from requests to responses, independent of any server. */
@NullMarked
package dev.renditions.http;

import org.jspecify.annotations.NullMarked;
