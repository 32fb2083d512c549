namespace AlmCompliance.Web.Hosting;

/// <summary>The program cannot do what it was asked to; the message is the one line that it prints.</summary>
internal sealed class StartException(string message) : Exception(message);
