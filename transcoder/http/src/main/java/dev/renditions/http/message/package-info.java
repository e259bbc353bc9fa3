/** Requests, responses and problem documents of the API. */
@NullMarked
package dev.renditions.http.message;

import org.jspecify.annotations.NullMarked;
