using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AlmCompliance.Agent.Collecting.Windows;

/// <summary>Windows' table of listening TCP sockets with their owners; it needs no rights.</summary>
internal sealed class TcpTable : IListenerTable
{
    private const int InterNetwork = 2;
    private const int InterNetworkV6 = 23;
    private const int OwnerPidListener = 3;
    private const int InsufficientBuffer = 122;
    private const int NotSupported = 50;
    private const int MostTries = 5;

    public OpenSocket[] Read()
    {
        if (Environment.OSVersion.Platform != PlatformID.Win32NT)
        {
            throw new PlatformNotSupportedException("only Windows has this table");
        }

        var sockets = new List<OpenSocket>();
        var table = Table(InterNetwork)!;
        for (var i = 0; i < BitConverter.ToInt32(table, 0); i++)
        {
            var row = 4 + (i * 24);
            sockets.Add(new OpenSocket(new IPAddress(Bytes(table, row + 4, 4)), Port(table, row + 8), BitConverter.ToInt32(table, row + 20)));
        }

        var table6 = Table(InterNetworkV6);
        for (var i = 0; table6 != null && i < BitConverter.ToInt32(table6, 0); i++)
        {
            var row = 4 + (i * 56);
            sockets.Add(new OpenSocket(new IPAddress(Bytes(table6, row, 16)), Port(table6, row + 20), BitConverter.ToInt32(table6, row + 52)));
        }

        return sockets.ToArray();
    }

    /// <summary>The table as it lies in memory; null for IPv6 on a Windows without it.</summary>
    private static byte[]? Table(int family)
    {
        var size = 0;
        var error = GetExtendedTcpTable(IntPtr.Zero, ref size, false, family, OwnerPidListener, 0);
        for (var i = 0; i < MostTries && error == InsufficientBuffer; i++)
        {
            // Sockets may come up between the two calls.
            size += 1024;
            var memory = Marshal.AllocHGlobal(size);
            try
            {
                error = GetExtendedTcpTable(memory, ref size, false, family, OwnerPidListener, 0);
                if (error == 0)
                {
                    var table = new byte[size];
                    Marshal.Copy(memory, table, 0, size);
                    return table;
                }
            }
            finally
            {
                Marshal.FreeHGlobal(memory);
            }
        }

        if (family == InterNetworkV6 && error == NotSupported && !Socket.OSSupportsIPv6)
        {
            return null;
        }

        throw new Win32Exception(error);
    }

    private static byte[] Bytes(byte[] table, int at, int count)
    {
        var bytes = new byte[count];
        Array.Copy(table, at, bytes, 0, count);
        return bytes;
    }

    private static int Port(byte[] table, int at)
    {
        return (table[at] << 8) | table[at + 1];
    }

    [DllImport("iphlpapi.dll")]
    private static extern int GetExtendedTcpTable(IntPtr table, ref int size, [MarshalAs(UnmanagedType.Bool)] bool order, int family, int tableClass, int reserved);
}
