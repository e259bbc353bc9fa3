/** The route table of the API, and the router that dispatches, checks and answers requests by it. */
@NullMarked
package dev.renditions.http.routing;

import org.jspecify.annotations.NullMarked;
