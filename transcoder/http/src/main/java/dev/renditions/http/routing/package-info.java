/** The route table of the API and the one place where a request is dispatched, checked and answered by it. */
@NullMarked
package dev.renditions.http.routing;

import org.jspecify.annotations.NullMarked;
