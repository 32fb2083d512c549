using System;
using System.IO;
using System.Text;
using AlmCompliance.Agent.Commands;

namespace AlmCompliance.Agent.State;

/// <summary>
/// The one folder the agent writes to: settings, keys, the spool, counters. It and its secrets are open to the account that
/// the agent runs as alone.
/// </summary>
internal sealed class StateFolder
{
    public const string AgentKey = "agent-key";
    public const string NextAgentKey = "agent-key-next";
    public const string SigningKey = "signing-key";
    public const string Enrollment = "enrollment";

    private const int LongestFile = 1 << 20;
    private static readonly string[] _secrets = [AgentKey, NextAgentKey, SigningKey, Enrollment];
    private readonly string? _account;

    /// <param name="account">The account that the agent will run as; null for the present one.</param>
    private StateFolder(string path, string? account)
    {
        FullPath = path;
        _account = account;
    }

    public static string DefaultPath
    {
        get { return Path.Combine(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "AlmCompliance"), "Agent"); }
    }

    public string FullPath { get; }

    /// <exception cref="CommandException">There is no such folder.</exception>
    public static StateFolder Open(string? path)
    {
        path = Path.GetFullPath(path ?? DefaultPath);
        return Directory.Exists(path) ? new StateFolder(path, null) : throw new CommandException("There is no state folder " + path + ": enroll first.");
    }

    public static StateFolder Make(string? path, string? account)
    {
        path = Path.GetFullPath(path ?? DefaultPath);
        Directory.CreateDirectory(path);
        FileProtection.Folder(path, account);
        var state = new StateFolder(path, account);
        state.TakeOver();
        return state;
    }

    /// <summary>Gives the secrets to the account that the agent will run as; whoever installs it can then read them no more.</summary>
    public void HandOver()
    {
        foreach (var name in _secrets)
        {
            if (File.Exists(PathOf(name)))
            {
                FileProtection.Secret(PathOf(name), _account);
            }
        }
    }

    public string PathOf(string name)
    {
        return Path.Combine(FullPath, name);
    }

    /// <summary>A file's text without the white space around it; null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read, or is no file of the agent's.</exception>
    public string? Read(string name)
    {
        var file = new FileInfo(PathOf(name));
        if (!file.Exists)
        {
            return null;
        }

        return file.Length <= LongestFile ? File.ReadAllText(file.FullName, Encoding.UTF8).Trim() : throw new IOException(file.FullName + " is too long.");
    }

    public void Write(string name, string text)
    {
        Files.Replace(PathOf(name), text, null);
    }

    /// <summary>Writes what only the agent's own account may read.</summary>
    public void WriteSecret(string name, string text)
    {
        Files.Replace(PathOf(name), text, path => FileProtection.Secret(path, null));
    }

    public void Delete(string name)
    {
        File.Delete(PathOf(name));
    }

    /// <summary>An installation over an older one: a secret that belongs to another account by now is made anew.</summary>
    private void TakeOver()
    {
        foreach (var name in _secrets)
        {
            try
            {
                if (File.Exists(PathOf(name)))
                {
                    FileProtection.Secret(PathOf(name), null);
                }
            }
            catch (UnauthorizedAccessException)
            {
                Delete(name);
            }
        }
    }
}
