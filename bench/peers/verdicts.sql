-- The same verdicts by hand: what someone would write who knows SQL, the tables and these four applications, and
-- wants to know how many of each organisation's users can sign in. 0 denied, 1 unknown, 2 pending, 3 allowed.
-- No reasons, no other applications, no users whom nobody expects, no broken rules, no stages.
WITH judged AS (

  -- Heracles: ticked everywhere, a user on the site with a function, known to the CvKO and in Heracles itself
  SELECT e.id, e.enterprise_id, e.application,
    CASE
      WHEN o.head_radiologist_reported = 0
        OR c.id IS NULL OR c.state = 'saved'
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = c.id AND t.application = 'Heracles')
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = c.id AND t.application = 'eHealthBox')
        OR d.id IS NULL OR d.state = 'saved' OR d.status = 'blocked'
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = d.id AND t.application = 'Heracles')
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = d.id AND t.application = 'eHealthBox')
        OR s.id IS NULL OR s.state = 'saved'
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = s.id AND t.application = 'Heracles')
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = s.id AND t.application = 'eHealthBox')
        OR u.id IS NULL OR u.state = 'saved' OR u.status = 'Geblokkeerd'
        OR NOT EXISTS (SELECT 1 FROM registration_tick t WHERE t.registration_id = u.id AND t.application = 'Heracles')
        OR NOT EXISTS (SELECT 1 FROM function_given f WHERE f.registration_id = u.id
                       AND f.function IN ('hoofdradioloog', 'radioloog', 'laborant', 'administratief medewerker')
                       AND f.first_day <= :today AND (f.last_day IS NULL OR f.last_day >= :today))
        OR (o.heracles_roles_known AND NOT EXISTS (SELECT 1 FROM listed_person l WHERE l.enterprise_id = e.enterprise_id
                       AND l.listed_as = 'heracles_roles' AND l.person_id = e.person_id))
        OR (NOT EXISTS (SELECT 1 FROM registration_tick t WHERE t.registration_id = u.id AND t.application = 'eHealthBox')
            AND (p.doctor OR EXISTS (SELECT 1 FROM registration r JOIN unit w ON w.id = r.unit_id
                                     JOIN function_given f ON f.registration_id = r.id
                                     WHERE r.person_id = e.person_id AND w.capacity_id = c.id
                                     AND f.function IN ('hoofdradioloog', 'radioloog'))))
      THEN 0
      WHEN o.head_radiologist_reported IS NULL OR NOT o.heracles_roles_known
        OR (p.doctor IS NULL AND NOT EXISTS (SELECT 1 FROM registration_tick t
                                             WHERE t.registration_id = u.id AND t.application = 'eHealthBox'))
      THEN 1
      WHEN u.changed_at > :settled
        OR NOT EXISTS (SELECT 1 FROM function_given f WHERE f.registration_id = u.id
                       AND f.function IN ('hoofdradioloog', 'radioloog', 'laborant', 'administratief medewerker')
                       AND f.first_day <= :today AND (f.last_day IS NULL OR f.last_day >= :today)
                       AND (f.changed_at IS NULL OR f.changed_at <= :settled))
      THEN 2
      ELSE 3
    END AS verdict
  FROM expected_access e
  JOIN enterprise o ON o.id = e.enterprise_id
  JOIN person p ON p.id = e.person_id
  LEFT JOIN unit c ON c.enterprise_id = e.enterprise_id AND c.level = 'capacity' AND c.path = ''
       AND c.capacity = 'Mammografische eenheid kankerbevolkingsonderzoek'
  LEFT JOIN unit d ON d.parent_id = c.id AND c.state = 'confirmed'
       AND (e.unit IS NULL OR d.path = substr(e.unit, 1, instr(e.unit || '/', '/') - 1))
  LEFT JOIN unit s ON s.parent_id = d.id AND d.state = 'confirmed'
       AND (e.unit IS NULL OR e.unit NOT LIKE '%/%' OR s.path = e.unit)
  LEFT JOIN registration u ON u.unit_id = s.id AND s.state = 'confirmed' AND u.person_id = e.person_id
  WHERE e.application = 'Heracles'

  UNION ALL

  -- INSISTO and BINC: ticked on the sub-division, a user there with a function; another level leaves it open
  SELECT e.id, e.enterprise_id, e.application,
    CASE
      WHEN c.id IS NULL OR c.state = 'saved'
        OR d.id IS NULL OR d.state = 'saved' OR d.status = 'blocked'
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = d.id AND t.application = e.application)
        OR u.state = 'saved' OR u.status = 'Geblokkeerd'
      THEN 0
      WHEN u.id IS NULL
      THEN CASE
        WHEN EXISTS (SELECT 1 FROM registration r JOIN unit w ON w.id = r.unit_id WHERE r.person_id = e.person_id
                     AND w.capacity_id = c.id AND w.level = 'subdivision' AND r.state = 'confirmed' AND w.state = 'confirmed')
        THEN 0
        WHEN EXISTS (SELECT 1 FROM registration r JOIN unit w ON w.id = r.unit_id WHERE r.person_id = e.person_id
                     AND w.capacity_id = c.id AND r.state = 'confirmed' AND w.state = 'confirmed')
        THEN 1
        ELSE 0
      END
      WHEN NOT EXISTS (SELECT 1 FROM registration_tick t WHERE t.registration_id = u.id AND t.application = e.application)
      THEN 0
      WHEN EXISTS (SELECT 1 FROM function_given f WHERE f.registration_id = u.id
                   AND f.function LIKE '%binnen een voorziening (INSISTO)'
                   AND f.first_day <= :today AND (f.last_day IS NULL OR f.last_day >= :today))
      THEN CASE
        WHEN u.changed_at > :settled
          OR NOT EXISTS (SELECT 1 FROM function_given f WHERE f.registration_id = u.id
                         AND f.function LIKE '%binnen een voorziening (INSISTO)'
                         AND f.first_day <= :today AND (f.last_day IS NULL OR f.last_day >= :today)
                         AND (f.changed_at IS NULL OR f.changed_at <= :settled))
        THEN 2
        ELSE 3
      END
      WHEN EXISTS (SELECT 1 FROM function_given f WHERE f.registration_id = u.id
                   AND f.function LIKE '%binnen een voorziening (INSISTO)')
      THEN 0
      WHEN EXISTS (SELECT 1 FROM registration r JOIN unit w ON w.id = r.unit_id
                   JOIN function_given f ON f.registration_id = r.id
                   WHERE r.person_id = e.person_id AND r.id <> u.id AND w.capacity_id = c.id
                   AND f.function LIKE '%binnen een voorziening (INSISTO)'
                   AND (f.last_day IS NULL OR f.last_day > :today))
        OR EXISTS (SELECT 1 FROM function_given f WHERE f.registration_id = u.id AND f.function LIKE '%(INSISTO)')
      THEN 1
      ELSE 0
    END
  FROM expected_access e
  LEFT JOIN unit c ON c.enterprise_id = e.enterprise_id AND c.level = 'capacity' AND c.path = '' AND c.capacity = 'Jeugdhulp'
  LEFT JOIN unit d ON d.parent_id = c.id AND c.state = 'confirmed' AND (e.unit IS NULL OR d.path = e.unit)
  LEFT JOIN registration u ON u.unit_id = d.id AND d.state = 'confirmed' AND u.person_id = e.person_id
  WHERE e.application IN ('Informatica Systeem Inter Sectorale Toegangspoort', 'Dossier Minderjarigen Opvolgingsysteem')

  UNION ALL

  -- eVIPA: ticked on the sub-division, a user there, or a manager of the capacity
  SELECT e.id, e.enterprise_id, e.application,
    CASE
      WHEN c.id IS NULL OR c.state = 'saved' THEN 1
      WHEN d.id IS NULL OR d.state = 'saved' OR d.status = 'blocked'
        OR NOT EXISTS (SELECT 1 FROM unit_tick t WHERE t.unit_id = d.id AND t.application = e.application)
      THEN 0
      WHEN EXISTS (SELECT 1 FROM manager m WHERE m.person_id = e.person_id AND m.unit_id = c.id AND m.role IN ('TB', 'co-TB')
                   AND m.status = 'active' AND m.state = 'confirmed')
        OR (EXISTS (SELECT 1 FROM manager m WHERE m.person_id = e.person_id AND m.role = 'HTB' AND m.status = 'active'
                    AND m.state = 'confirmed')
            AND NOT EXISTS (SELECT 1 FROM manager m WHERE m.unit_id = c.id AND m.role = 'TB' AND m.state = 'confirmed'))
      THEN 3
      WHEN u.state = 'saved' OR u.status = 'Geblokkeerd' THEN 0
      WHEN u.id IS NULL
      THEN CASE
        WHEN EXISTS (SELECT 1 FROM registration r JOIN unit w ON w.id = r.unit_id WHERE r.person_id = e.person_id
                     AND w.capacity_id = c.id AND w.level = 'subdivision' AND r.state = 'confirmed' AND w.state = 'confirmed')
        THEN 0
        WHEN EXISTS (SELECT 1 FROM registration r JOIN unit w ON w.id = r.unit_id WHERE r.person_id = e.person_id
                     AND w.capacity_id = c.id AND r.state = 'confirmed' AND w.state = 'confirmed')
        THEN 1
        ELSE 0
      END
      WHEN NOT EXISTS (SELECT 1 FROM registration_tick t WHERE t.registration_id = u.id AND t.application = e.application)
      THEN 0
      WHEN u.changed_at > :settled THEN 2
      ELSE 3
    END
  FROM expected_access e
  LEFT JOIN unit c ON c.enterprise_id = e.enterprise_id AND c.level = 'capacity' AND c.path = ''
       AND c.capacity = 'eHealth Gezondheidszorg'
  LEFT JOIN unit d ON d.parent_id = c.id AND c.state = 'confirmed' AND (e.unit IS NULL OR d.path = e.unit)
  LEFT JOIN registration u ON u.unit_id = d.id AND d.state = 'confirmed' AND u.person_id = e.person_id
  WHERE e.application = 'Vlaams Infrastructuurfonds voor Persoonsgebonden Aangelegenheden'

  UNION ALL

  -- The FAGG's portal: a user of the capacity with the tick; nothing of it is certain
  SELECT e.id, e.enterprise_id, e.application,
    CASE
      WHEN c.id IS NULL OR c.state = 'saved' THEN 1
      WHEN EXISTS (SELECT 1 FROM manager m WHERE m.person_id = e.person_id AND m.unit_id = c.id AND m.role IN ('TB', 'co-TB')
                   AND m.status = 'active' AND m.state = 'confirmed')
        OR (EXISTS (SELECT 1 FROM manager m WHERE m.person_id = e.person_id AND m.role = 'HTB' AND m.status = 'active'
                    AND m.state = 'confirmed')
            AND NOT EXISTS (SELECT 1 FROM manager m WHERE m.unit_id = c.id AND m.role = 'TB' AND m.state = 'confirmed'))
      THEN 3
      WHEN u.id IS NULL OR u.state = 'saved' THEN 1
      WHEN u.status = 'Geblokkeerd' THEN 0
      WHEN NOT EXISTS (SELECT 1 FROM registration_tick t WHERE t.registration_id = u.id AND t.application = e.application)
      THEN 1
      WHEN u.changed_at > :settled THEN 2
      ELSE 3
    END
  FROM expected_access e
  LEFT JOIN unit c ON c.enterprise_id = e.enterprise_id AND c.level = 'capacity' AND c.path = ''
       AND c.capacity = 'Instelling gelinkt aan de gezondheidszorg'
  LEFT JOIN registration u ON u.unit_id = c.id AND c.state = 'confirmed' AND u.person_id = e.person_id
  WHERE e.application = 'FAGG portal'
),
best AS (SELECT id, enterprise_id, application, max(verdict) AS verdict FROM judged GROUP BY id, enterprise_id, application)
SELECT enterprise_id, application, count(*) AS users,
       sum(CASE WHEN verdict = 3 THEN 1 ELSE 0 END) AS allowed, sum(CASE WHEN verdict = 2 THEN 1 ELSE 0 END) AS pending,
       sum(CASE WHEN verdict = 1 THEN 1 ELSE 0 END) AS unknown, sum(CASE WHEN verdict = 0 THEN 1 ELSE 0 END) AS denied
FROM best
GROUP BY enterprise_id, application
ORDER BY enterprise_id, application
