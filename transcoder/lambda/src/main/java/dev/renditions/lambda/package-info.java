/** The functions that run on AWS Lambda: they translate events and answers. */
@NullMarked
package dev.renditions.lambda;

import org.jspecify.annotations.NullMarked;
