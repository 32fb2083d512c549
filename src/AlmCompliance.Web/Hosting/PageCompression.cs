namespace AlmCompliance.Web.Hosting;

/// <summary>Sends pages compressed, a tenth of their length, over TLS too; files are compressed when the product is built.</summary>
internal static class PageCompression
{
    /// <summary>
    /// The length of a compressed page could tell somebody on the wire what it holds, if he can have it asked for again and again with
    /// words of his own in it. The sign-in goes with no request that another site makes but a visible navigation, and no page holds a
    /// lasting secret: its tokens are encrypted anew each time, and what is shown once comes over the circuit.
    /// </summary>
    public static void AddPageCompression(this IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/html"];
    });
}
