using System.Xml.Linq;
using AlmCompliance.Agent.Tests.Collecting;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>Lays a recorded registry out as the files in which mono looks for one: a folder for each key, in lower case.</summary>
internal static class MonoRegistry
{
    public static void Write(RecordedRegistry registry, string folder)
    {
        foreach (var (key, values) in registry.All)
        {
            // On Linux a path of the registry is a path of folders.
            var path = Path.Combine([folder, "LocalMachine", .. key.ToLowerInvariant().Split('\\')]);
            Directory.CreateDirectory(path);
            new XElement("values", values.Select(v => Value(v.Key, v.Value))).Save(Path.Combine(path, "values.xml"));
        }
    }

    private static XElement Value(string name, object value) => value switch
    {
        int number => Element(name, "int", number),
        string[] list => Element(name, "string-array", list.Select(text => new XElement("string", text))),
        _ => Element(name, "string", value),
    };

    private static XElement Element(string name, string type, object content) => new("value", new XAttribute("name", name), new XAttribute("type", type), content);
}
