INSERT INTO records (key_name, name, body, changed_at)
VALUES ('@journal', '@journal', x'0100', 9), ('alpha', 'alpha-2', x'0100', 10);
INSERT INTO approvals (id, model, action, generation, cap, last_epoch, granted_at, model_id)
VALUES (2, 'alpha', 'retire', 2, '0', 9, 3, zeroblob(32));
