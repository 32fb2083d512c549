namespace AlmCompliance.Agent.Collecting;

/// <summary>
/// The machine's part of the registry, read-only. Paths are those of the native view; the 32-bit view of a 64-bit Windows lies
/// in it under <c>Wow6432Node</c>. What is not there is null; what may not be read throws.
/// </summary>
internal interface IRegistry
{
    /// <summary>Whether Windows is 64-bit and has two views.</summary>
    bool Is64Bit { get; }

    /// <summary>A value as it stands, nothing expanded: a text, a number, a list of texts, bytes.</summary>
    object? Value(string key, string name);

    /// <summary>Names of a key's values.</summary>
    string[]? ValueNames(string key);

    /// <summary>Names of the keys below a key.</summary>
    string[]? SubKeys(string key);
}
