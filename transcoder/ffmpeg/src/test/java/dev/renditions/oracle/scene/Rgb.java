package dev.renditions.oracle.scene;

/** A colour as a screen shows it: full-range sRGB, eight bits a component. Immutable. */
public record Rgb(int red, int green, int blue) {
    /** White. */
    public static final Rgb WHITE = new Rgb(255, 255, 255);

    /** The largest difference of a component. */
    public int distance(Rgb other) {
        return Math.max(
                Math.abs(red - other.red), Math.max(Math.abs(green - other.green), Math.abs(blue - other.blue)));
    }

    /** How bright it is, with the weights of BT.709. */
    public double luma() {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    /** The grey that is left of it, with the weights of BT.601 that grey formats are made with. */
    public Rgb grey() {
        int grey = (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
        return new Rgb(grey, grey, grey);
    }

    /** This colour over another one, with an opacity from 0 to 255. */
    public Rgb over(Rgb background, int opacity) {
        return new Rgb(
                mixed(red, background.red, opacity),
                mixed(green, background.green, opacity),
                mixed(blue, background.blue, opacity));
    }

    private static int mixed(int above, int below, int opacity) {
        return Math.round((above * opacity + below * (255 - opacity)) / 255f);
    }

    @Override
    public String toString() {
        return String.format("#%02x%02x%02x", red, green, blue);
    }
}
