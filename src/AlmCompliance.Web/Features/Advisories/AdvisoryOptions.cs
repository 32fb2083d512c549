namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The section <c>Advisories</c> of the configuration.</summary>
internal sealed class AdvisoryOptions
{
    /// <summary>Files with the public OpenPGP keys of the publishers that this site trusts, armoured or binary.</summary>
    public IList<string> KeyFiles { get; init; } = [];

    /// <exception cref="IOException">A file cannot be read: a check that was configured must not fall away in silence.</exception>
    public async Task<IReadOnlyList<byte[]>> KeyRingsAsync(CancellationToken cancellationToken)
    {
        var rings = new List<byte[]>();
        foreach (var file in KeyFiles)
        {
            rings.Add(await File.ReadAllBytesAsync(file, cancellationToken));
        }

        return rings;
    }
}
