global using Host = AlmCompliance.Data.Inventory.Host;
