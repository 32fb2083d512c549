using System.Globalization;
using System.Resources;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Why an act of administration was not done; the field is empty where none is at fault.</summary>
internal sealed record Obstacle(string Field, string Key, params IReadOnlyList<object> Arguments)
{
    private static readonly ResourceManager s_texts = new(typeof(AdministrationTexts));

    /// <summary>The reason as a sentence, for screen and API alike.</summary>
    public string Say(CultureInfo culture) => string.Format(culture, s_texts.GetString($"Refused.{Key}", culture) ?? Key, [.. Arguments]);
}

/// <summary>What came of an act: a value, or why not, or that there is no such thing.</summary>
internal sealed record Settled<T>(T? Value, Obstacle? Obstacle, bool IsNotFound = false)
{
    public bool Succeeded => Obstacle is null && !IsNotFound;

    public static Settled<T> Of(T value) => new(value, null);

    public static Settled<T> Refused(string field, string key, params IReadOnlyList<object> arguments) => new(default, new Obstacle(field, key, arguments));

    public static Settled<T> NotFound() => new(default, null, IsNotFound: true);
}
