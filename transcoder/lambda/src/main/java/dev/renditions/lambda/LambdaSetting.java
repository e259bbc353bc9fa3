package dev.renditions.lambda;

import dev.renditions.support.SettingName;

/**
 * The settings that only the functions have, in addition to {@link dev.renditions.config.Setting}. Each is an
 * environment variable.
 */
public enum LambdaSetting {
    /** Maps uploads to profiles. */
    ROUTES("", "the profiles for each upload, as JSON; those of RENDITIONS_PROFILES if empty"),
    /** The dead-letter queue. */
    DEAD_LETTERS("", "the URL of the SQS queue for dead letters; none if empty"),
    /** How often a message may be received. */
    MAX_RECEIVES("10", "the receive at which a message that still fails becomes a dead letter, from 1 to 1000"),
    /** The event bus for results. */
    EVENT_BUS("", "the name or ARN of the EventBridge bus that results are published to; none if empty"),
    /** The queue for missing renditions. */
    UPLOADS_QUEUE("", "the URL of the SQS queue that triggers the upload function; required to answer requests");

    private final String defaultValue;
    private final String meaning;

    LambdaSetting(String defaultValue, String meaning) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** The environment variable, such as {@code RENDITIONS_ROUTES}. */
    public String variable() {
        return SettingName.PREFIX + name();
    }

    /** The value if the variable is not set. */
    public String defaultValue() {
        return defaultValue;
    }

    /** A description for users. */
    public String meaning() {
        return meaning;
    }
}
