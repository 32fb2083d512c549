namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>A colour.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue)
{
    public static Ink Text { get; } = Of(0x1A1D1F);
    public static Ink Second { get; } = Of(0x454C51);
    public static Ink Third { get; } = Of(0x5E666B);
    public static Ink Hairline { get; } = Of(0xDADCD6);
    public static Ink Paper { get; } = Of(0xFFFFFF);

    public static Ink Of(int hex) => new((byte)(hex >> 16), (byte)(hex >> 8), (byte)hex);

    /// <summary>This much of it on white.</summary>
    public Ink Tint(double share) => new(Mix(Red, share), Mix(Green, share), Mix(Blue, share));

    private static byte Mix(byte part, double share) => (byte)Math.Round(255 - ((255 - part) * share));
}
