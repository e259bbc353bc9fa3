/** The functions that run on AWS Lambda: thin, they only translate. */
@NullMarked
package dev.renditions.lambda;

import org.jspecify.annotations.NullMarked;
