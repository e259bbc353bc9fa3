package dev.renditions.lambda;

import dev.renditions.support.SettingName;

/** Every setting that the functions have besides those of {@link dev.renditions.config.Setting}: environment variables all. */
public enum LambdaSetting {
    /** Which profiles an upload gets. */
    ROUTES("", "which profiles an upload gets, as JSON; those of RENDITIONS_PROFILES if empty"),
    /** Where what failed for good goes. */
    DEAD_LETTERS("", "the URL of the SQS queue that gets what failed for good, with its reason; none if empty"),
    /** How often a message is tried. */
    MAX_RECEIVES("10", "at which receive of a message what still fails goes to the dead letters, from 1 to 1000"),
    /** Where events go. */
    EVENT_BUS("", "the name or ARN of the EventBridge bus that is told what is ready and what failed; none if empty"),
    /** Where what is asked for and missing goes. */
    UPLOADS_QUEUE("", "the URL of the SQS queue that the function of uploads takes from; needed to answer requests");

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

    /** What it is if nobody says. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }
}
