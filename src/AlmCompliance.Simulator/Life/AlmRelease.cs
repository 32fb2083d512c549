namespace AlmCompliance.Simulator.Life;

/// <summary>A release of the ALM as it was shipped.</summary>
internal readonly record struct AlmRelease(int Major, int Minor, int ServicePack = 0, int Update = 0)
{
    /// <summary>The first release the product note calls affected.</summary>
    public static AlmRelease FirstAffected { get; } = new(4, 0);

    /// <summary>The first release that holds the product note's fix.</summary>
    public static AlmRelease FirstFixed { get; } = new(5, 1, 1, 3);

    /// <summary>From here on remote access is off unless somebody switched it on.</summary>
    public static AlmRelease RemoteAccessOffByDefault { get; } = new(6, 0, 2);

    public bool IsAffected => IsFrom(FirstAffected) && !IsFixed;

    public bool IsFixed => IsFrom(FirstFixed);

    /// <summary>Whether this is <paramref name="other"/> or newer.</summary>
    public bool IsFrom(AlmRelease other) =>
        (Major, Minor, ServicePack, Update).CompareTo((other.Major, other.Minor, other.ServicePack, other.Update)) >= 0;
}

/// <summary>The generation of Windows a host runs; it bounds the releases that can be on it.</summary>
internal enum Era
{
    /// <summary>Windows XP and Server 2003.</summary>
    Old,

    /// <summary>Windows 7 and Server 2008 R2.</summary>
    Seven,

    /// <summary>Windows 10, 11 and Server 2019.</summary>
    Modern,
}

/// <summary>Which releases are met on which Windows.</summary>
internal static class ReleaseLines
{
    private static readonly AlmRelease[] s_beforeScope = [new(2, 0), new(3, 0), new(3, 0, 1)];
    private static readonly AlmRelease[] s_affectedOld = [new(4, 0), new(5, 0), new(5, 0, 1), new(5, 1), new(5, 1, 1)];
    private static readonly AlmRelease[] s_affectedSeven = [new(5, 1), new(5, 1, 1), new(5, 1, 1, 1), new(5, 1, 1, 2), new(5, 1, 1, 2)];
    private static readonly AlmRelease[] s_fixedOld = [new(5, 1, 1, 3), new(5, 1, 1, 3), new(5, 2)];
    private static readonly AlmRelease[] s_fixedSeven = [new(5, 1, 1, 3), new(5, 2), new(5, 3), new(5, 3, 2, 2), new(5, 3, 3, 1), new(5, 3, 4, 4), new(6, 0, 8)];
    private static readonly AlmRelease[] s_fixedModern =
        [new(5, 3, 4, 4), new(6, 0, 1), new(6, 0, 8), new(6, 0, 9, 4), new(6, 0, 9, 4), new(6, 0, 12, 3), new(6, 0, 12, 3), new(6, 2, 0, 3), new(6, 2, 0, 3), new(6, 2, 1), new(6, 2, 5)];

    public static ReadOnlySpan<AlmRelease> BeforeScope => s_beforeScope;

    /// <summary>No affected release runs on a modern Windows: such a host never had one.</summary>
    public static ReadOnlySpan<AlmRelease> Affected(Era era) => era == Era.Old ? s_affectedOld : s_affectedSeven;

    public static ReadOnlySpan<AlmRelease> Fixed(Era era) => era switch
    {
        Era.Old => s_fixedOld,
        Era.Seven => s_fixedSeven,
        _ => s_fixedModern,
    };

    public static AlmRelease NewestFixed(Era era) => Fixed(era)[^1];
}
