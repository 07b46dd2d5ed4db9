BEGIN TRANSACTION;
CREATE TABLE applied (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  task TEXT,
  PRIMARY KEY (doc, number)
);
INSERT INTO "applied" VALUES('plan-b.txt',1,'applied','task-cba1f53fde0aab52');
INSERT INTO "applied" VALUES('plan-b.txt',3,'applied','task-cba1f53fde0aab52');
CREATE TABLE body (
  unit TEXT PRIMARY KEY,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL
);
INSERT INTO "body" VALUES('unit-90937b33d2bffec7','大同市水务局',0,'山西省大同市','水务','department');
INSERT INTO "body" VALUES('unit-d27660df5ba77e86','大同市平城区各街道办事处',1,'山西省大同市平城区',NULL,'areas');
CREATE TABLE convention (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  rule TEXT NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE TABLE correction (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  doc TEXT NOT NULL,
  change TEXT NOT NULL,
  task TEXT NOT NULL,
  quote TEXT NOT NULL,
  nth INTEGER NOT NULL,
  preceding TEXT NOT NULL,
  following TEXT NOT NULL,
  telling TEXT NOT NULL,
  counted_in TEXT NOT NULL,
  words TEXT NOT NULL,
  word INTEGER NOT NULL,
  implied INTEGER NOT NULL CHECK (implied IN (0, 1)),
  read TEXT,
  role TEXT,
  unit TEXT,
  name TEXT,
  first_day TEXT,
  last_day TEXT,
  value REAL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES correction (number)
);
INSERT INTO "correction" VALUES(1,'2026-01-06T09:00:00+08:00','督查室','plan-b.txt','role','清理河道垃圾','牵头单位：区水务局责任单位：各街道办事处督导单位：市水务局',0,'清理河道垃圾。2024年6月底前完成。','','both before','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','区水务局',0,0,'lead','cooperating',NULL,NULL,NULL,NULL,NULL,'与原件核对',NULL);
INSERT INTO "correction" VALUES(2,'2026-01-06T09:00:00+08:00','督查室','plan-b.txt','value','建设亲水步道','建成步道3.5公里',0,'。牵头单位：区水务局责任单位：各街道办事处督导单位：市水务局（二）建设亲水步道。','。','both before','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','建成步道3.5公里',0,0,'3.5',NULL,NULL,NULL,NULL,NULL,4.5,'与原件核对',NULL);
INSERT INTO "correction" VALUES(3,'2026-01-06T09:00:00+08:00','督查室','plan-b.txt','date','清理河道垃圾','2024年6月底前',0,'清理河道垃圾。','完成。牵头单位：区水务局责任单位：各街道办事处督导单位：市水务局','both after','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','2024年6月底前',0,0,'../2024-06-30',NULL,NULL,NULL,NULL,'2024-07-15',NULL,'与原件核对',NULL);
INSERT INTO "correction" VALUES(4,'2026-01-07T09:00:00+08:00','督查室','plan-b.txt','value','建设亲水步道','建成步道3.5公里',0,'。牵头单位：区水务局责任单位：各街道办事处督导单位：市水务局（二）建设亲水步道。','。','both before','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','建成步道3.5公里',0,0,'3.5',NULL,NULL,NULL,NULL,NULL,4.5,'',2);
CREATE TABLE deadline (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT,
  statement TEXT,
  quote TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  rrule TEXT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  correction INTEGER,
  read TEXT,
  PRIMARY KEY (doc, id)
);
INSERT INTO "deadline" VALUES('plan-b.txt','deadline-fd4476e0fe259049',0,'task-cba1f53fde0aab52','assignment-8ab188ec2f847be0','2024年6月底前','by',NULL,'2024-07-15',NULL,32,41,NULL,3,'../2024-06-30');
CREATE TABLE decision (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  judgement TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  surface TEXT,
  other TEXT NOT NULL,
  other_name TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES decision (number)
);
INSERT INTO "decision" VALUES(1,'2026-01-05T09:00:00+08:00','督查室','same','unit-1991355e364b5e7e','大同市平城区水务局',NULL,'unit-90937b33d2bffec7','大同市水务局','一处写错',NULL);
INSERT INTO "decision" VALUES(2,'2026-01-05T09:01:00+08:00','督查室','same','unit-d27660df5ba77e86','大同市平城区各街道办事处',NULL,'unit-90937b33d2bffec7','大同市水务局','',NULL);
INSERT INTO "decision" VALUES(3,'2026-01-05T09:02:00+08:00','督查室','same','unit-d27660df5ba77e86','大同市平城区各街道办事处',NULL,'unit-90937b33d2bffec7','大同市水务局','',2);
CREATE TABLE duty (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  statement TEXT NOT NULL,
  task TEXT,
  position INTEGER NOT NULL,
  unit TEXT NOT NULL,
  given TEXT NOT NULL,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  surface TEXT NOT NULL,
  role TEXT NOT NULL,
  written_role TEXT NOT NULL,
  standing TEXT NOT NULL,
  rule TEXT,
  rule_start INTEGER,
  rule_stop INTEGER,
  start INTEGER,
  stop INTEGER,
  place TEXT,
  correction INTEGER,
  read TEXT,
  PRIMARY KEY (doc, id)
);
INSERT INTO "duty" VALUES('plan-b.txt','assignment-8ab188ec2f847be0-1','assignment-8ab188ec2f847be0','task-cba1f53fde0aab52',0,'unit-90937b33d2bffec7','unit-1991355e364b5e7e','大同市水务局',0,'区水务局','cooperating','lead','corrected',NULL,NULL,NULL,50,54,NULL,1,'lead');
INSERT INTO "duty" VALUES('plan-b.txt','assignment-8ab188ec2f847be0-2','assignment-8ab188ec2f847be0','task-cba1f53fde0aab52',1,'unit-d27660df5ba77e86','unit-d27660df5ba77e86','大同市平城区各街道办事处',1,'各街道办事处','responsible','responsible','written',NULL,NULL,NULL,60,66,NULL,NULL,NULL);
INSERT INTO "duty" VALUES('plan-b.txt','assignment-8ab188ec2f847be0-3','assignment-8ab188ec2f847be0','task-cba1f53fde0aab52',2,'unit-90937b33d2bffec7','unit-90937b33d2bffec7','大同市水务局',0,'市水务局','supervising','supervising','written',NULL,NULL,NULL,72,76,NULL,NULL,NULL);
CREATE TABLE issue (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  task TEXT,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE TABLE naming (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  unit TEXT NOT NULL,
  given TEXT NOT NULL,
  surface TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL,
  known INTEGER NOT NULL,
  rule TEXT NOT NULL,
  because TEXT,
  PRIMARY KEY (doc, given, surface)
);
INSERT INTO "naming" VALUES('plan-b.txt','unit-90937b33d2bffec7','unit-1991355e364b5e7e','区水务局',1,'大同市平城区水务局',0,'山西省大同市平城区','水务','department',1,'name.level','区：山西省大同市平城区');
INSERT INTO "naming" VALUES('plan-b.txt','unit-d27660df5ba77e86','unit-d27660df5ba77e86','各街道办事处',1,'大同市平城区各街道办事处',1,'山西省大同市平城区',NULL,'areas',1,'name.collective',NULL);
INSERT INTO "naming" VALUES('plan-b.txt','unit-90937b33d2bffec7','unit-90937b33d2bffec7','市水务局',1,'大同市水务局',0,'山西省大同市','水务','department',1,'name.level','市：山西省大同市');
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
);
INSERT INTO "original" VALUES('68763c379aed966e8aad675c3d11f0e4bdbc5011b0c90585a24874799dc6e263',X'E5B9B3E59F8EE58CBAE6B2B3E6B996E6B885E6B481E8A18CE58AA8E5AE9EE696BDE696B9E6A1880AE4B880E38081E9878DE782B9E5B7A5E4BD9C0AEFBC88E4B880EFBC89E6B885E79086E6B2B3E98193E59E83E59CBEE380820A32303234E5B9B436E69C88E5BA95E5898DE5AE8CE68890E380820AE789B5E5A4B4E58D95E4BD8DEFBC9AE58CBAE6B0B4E58AA1E5B1800AE8B4A3E4BBBBE58D95E4BD8DEFBC9AE59084E8A197E98193E58A9EE4BA8BE5A4840AE79DA3E5AFBCE58D95E4BD8DEFBC9AE5B882E6B0B4E58AA1E5B1800AEFBC88E4BA8CEFBC89E5BBBAE8AEBEE4BAB2E6B0B4E6ADA5E98193E380820AE5BBBAE68890E6ADA5E98193332E35E585ACE9878CE380820AE789B9E6ADA4E9809AE79FA5E380820A');
INSERT INTO "original" VALUES('5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6',X'E5B9B3E59F8EE58CBAE6B2B3E6B996E6B885E6B481E8A18CE58AA8E5AE9EE696BDE696B9E6A1880AE4B880E38081E9878DE782B9E5B7A5E4BD9C0AEFBC88E4B880EFBC89E6B885E79086E6B2B3E98193E59E83E59CBEE380820A32303234E5B9B436E69C88E5BA95E5898DE5AE8CE68890E380820AE789B5E5A4B4E58D95E4BD8DEFBC9AE58CBAE6B0B4E58AA1E5B1800AE8B4A3E4BBBBE58D95E4BD8DEFBC9AE59084E8A197E98193E58A9EE4BA8BE5A4840AE79DA3E5AFBCE58D95E4BD8DEFBC9AE5B882E6B0B4E58AA1E5B1800AEFBC88E4BA8CEFBC89E5BBBAE8AEBEE4BAB2E6B0B4E6ADA5E98193E380820AE5BBBAE68890E6ADA5E98193332E35E585ACE9878CE380820A');
CREATE TABLE person (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  statement TEXT NOT NULL,
  task TEXT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  rule TEXT
);
CREATE TABLE plan (
  doc TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT NOT NULL,
  number TEXT,
  issuer TEXT,
  jurisdiction TEXT,
  issued TEXT,
  genre TEXT NOT NULL,
  year INTEGER,
  format TEXT NOT NULL,
  recognised INTEGER NOT NULL,
  confidence REAL,
  converted_from TEXT,
  pages INTEGER NOT NULL,
  access TEXT,
  access_quote TEXT
);
INSERT INTO "plan" VALUES('plan-b.txt','plan-7853662fd3a5f281','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','平城区河湖清洁行动实施方案',NULL,NULL,'山西省大同市平城区',NULL,'plan',NULL,'text',0,NULL,NULL,0,NULL,NULL);
CREATE TABLE published (
  version INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
  form TEXT NOT NULL,
  triples TEXT
);
CREATE TABLE removal (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  doc TEXT NOT NULL,
  sha256 TEXT,
  versions INTEGER NOT NULL,
  erased INTEGER NOT NULL CHECK (erased IN (0, 1))
);
CREATE TABLE sector (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  task TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  theme TEXT NOT NULL,
  found_in TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
);
INSERT INTO "sector" VALUES('plan-b.txt','task-cba1f53fde0aab52',0,'shuili','水利','农业、林业、水利','task',26,28);
INSERT INTO "sector" VALUES('plan-b.txt','task-d5c0863ac50f2ac4',0,'shuili','水利','农业、林业、水利','title',3,5);
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
INSERT INTO "setting" VALUES('made_by','test');
INSERT INTO "setting" VALUES('derived','257dcd7051dadf20');
INSERT INTO "setting" VALUES('held','19fc07e576c92c12b564468ff93c43c8dd2feb568e35f979169b70418791db54');
INSERT INTO "setting" VALUES('stamp','858bd0b6a064c9cb7e099cbc9615bffe32cdb94bba2f619938ea1236b7d003e3');
CREATE TABLE spelling (
  unit TEXT NOT NULL,
  given TEXT NOT NULL,
  surface TEXT NOT NULL,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL,
  known INTEGER NOT NULL,
  rule TEXT NOT NULL,
  docs INTEGER NOT NULL
);
INSERT INTO "spelling" VALUES('unit-90937b33d2bffec7','unit-1991355e364b5e7e','区水务局','大同市平城区水务局',0,'山西省大同市平城区','水务','department',1,'name.level',1);
INSERT INTO "spelling" VALUES('unit-90937b33d2bffec7','unit-90937b33d2bffec7','市水务局','大同市水务局',0,'山西省大同市','水务','department',1,'name.level',1);
INSERT INTO "spelling" VALUES('unit-d27660df5ba77e86','unit-d27660df5ba77e86','各街道办事处','大同市平城区各街道办事处',1,'山西省大同市平城区',NULL,'areas',1,'name.collective',1);
CREATE TABLE statement (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  quote TEXT NOT NULL,
  scope_start INTEGER NOT NULL,
  scope_stop INTEGER NOT NULL,
  scope_words TEXT NOT NULL,
  qualifier TEXT,
  open_roles TEXT NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
INSERT INTO "statement" VALUES('plan-b.txt','assignment-8ab188ec2f847be0',0,'task-cba1f53fde0aab52','label',45,76,'牵头单位：区水务局
责任单位：各街道办事处
督导单位：市水务局',21,44,'（一）清理河道垃圾。
2024年6月底前完成。',NULL,'',NULL);
CREATE TABLE target (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT,
  statement TEXT,
  quote TEXT NOT NULL,
  indicator TEXT NOT NULL,
  comparison TEXT NOT NULL,
  value REAL NOT NULL,
  measure TEXT,
  region TEXT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  correction INTEGER,
  read TEXT,
  PRIMARY KEY (doc, id)
);
INSERT INTO "target" VALUES('plan-b.txt','target-50cd5d0d3c4662e3',0,'task-d5c0863ac50f2ac4',NULL,'建成步道3.5公里','建成步道','=',3.5,'公里',NULL,88,97,NULL,NULL,NULL);
CREATE TABLE task (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  section TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  words TEXT NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
INSERT INTO "task" VALUES('plan-b.txt','task-cba1f53fde0aab52',0,'（一）','清理河道垃圾','一、重点工作',21,76,'（一）清理河道垃圾。
2024年6月底前完成。
牵头单位：区水务局
责任单位：各街道办事处
督导单位：市水务局',NULL);
INSERT INTO "task" VALUES('plan-b.txt','task-d5c0863ac50f2ac4',1,'（二）','建设亲水步道','一、重点工作',77,98,'（二）建设亲水步道。
建成步道3.5公里。',NULL);
CREATE TABLE verdict (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  finding TEXT NOT NULL,
  "check" TEXT NOT NULL,
  verdict TEXT NOT NULL,
  words TEXT NOT NULL,
  doc TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES verdict (number)
);
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES original (sha256),
  text_sha256 TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  record TEXT NOT NULL,
  text TEXT NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  made_by TEXT
);
INSERT INTO "version" VALUES(1,'plan-b.txt','68763c379aed966e8aad675c3d11f0e4bdbc5011b0c90585a24874799dc6e263','68763c379aed966e8aad675c3d11f0e4bdbc5011b0c90585a24874799dc6e263','198beb79f25ca5cd8eb4dcb19c840432e64439a360210a997354208dbb2a3f04','{"doc":"plan-b.txt","sha256":"68763c379aed966e8aad675c3d11f0e4bdbc5011b0c90585a24874799dc6e263","text_sha256":"68763c379aed966e8aad675c3d11f0e4bdbc5011b0c90585a24874799dc6e263","meta":{"title":"平城区河湖清洁行动实施方案","doc_number":null,"issuer":null,"jurisdiction":"山西省大同市平城区","date":null,"genre":"plan","cites":[],"access":null},"tasks":[{"id":"task-cba1f53fde0aab52","number":"（一）","title":"清理河道垃圾","section":"一、重点工作","start":21,"end":76,"sectors":[{"id":"shuili","label":"水利","start":26,"end":28,"theme":"农业、林业、水利","found_in":"task"}],"implied_deadlines":[]},{"id":"task-d5c0863ac50f2ac4","number":"（二）","title":"建设亲水步道","section":"一、重点工作","start":77,"end":104,"sectors":[{"id":"shuili","label":"水利","start":3,"end":5,"theme":"农业、林业、水利","found_in":"title"}],"implied_deadlines":[]}],"assignments":[{"id":"assignment-8ab188ec2f847be0","task":"task-cba1f53fde0aab52","kind":"label","start":45,"end":76,"text":"牵头单位：区水务局\n责任单位：各街道办事处\n督导单位：市水务局","scope":{"start":21,"end":44},"units":[{"text":"区水务局","start":50,"end":54,"role":"lead","effective_role":"lead","rule":null,"canonical":"大同市平城区水务局","unit_id":"unit-1991355e364b5e7e","collective":false,"found_by":"role.label.lead"},{"text":"各街道办事处","start":60,"end":66,"role":"responsible","effective_role":"responsible","rule":null,"canonical":"大同市平城区各街道办事处","unit_id":"unit-d27660df5ba77e86","collective":true,"found_by":"role.label.responsible"},{"text":"市水务局","start":72,"end":76,"role":"supervising","effective_role":"supervising","rule":null,"canonical":"大同市水务局","unit_id":"unit-90937b33d2bffec7","collective":false,"found_by":"role.label.supervising"}],"implied":[],"open":[],"qualifier":null,"people":[]}],"names":[{"text":"区水务局","unit_id":"unit-1991355e364b5e7e","canonical":"大同市平城区水务局","collective":false,"place":"山西省大同市平城区","function":"水务","kind":"department","known":true,"rule":"name.level","because":"区：山西省大同市平城区"},{"text":"各街道办事处","unit_id":"unit-d27660df5ba77e86","canonical":"大同市平城区各街道办事处","collective":true,"place":"山西省大同市平城区","function":null,"kind":"areas","known":true,"rule":"name.collective","because":null},{"text":"市水务局","unit_id":"unit-90937b33d2bffec7","canonical":"大同市水务局","collective":false,"place":"山西省大同市","function":"水务","kind":"department","known":true,"rule":"name.level","because":"市：山西省大同市"}],"conventions":[],"deadlines":[{"task":"task-cba1f53fde0aab52","text":"2024年6月底前","start":32,"end":41,"kind":"by","from":null,"to":"2024-06-30","rrule":null,"found_by":"deadline.by.month_end","scope":{"start":21,"end":43}}],"targets":[{"task":"task-d5c0863ac50f2ac4","text":"建成步道3.5公里","start":88,"end":97,"indicator":"建成步道","op":"=","value":3.5,"unit":"公里","region":null,"baseline":null,"year":null,"found_by":"target.count.after"}],"issues":[],"refused":[],"ignored":[],"form":{"format":"text","recognised":false,"confidence":null,"converted_from":null}}','平城区河湖清洁行动实施方案
一、重点工作
（一）清理河道垃圾。
2024年6月底前完成。
牵头单位：区水务局
责任单位：各街道办事处
督导单位：市水务局
（二）建设亲水步道。
建成步道3.5公里。
特此通知。
',0,'test');
INSERT INTO "version" VALUES(2,'plan-b.txt','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6','8075b9c89dee4b6f61cb741a97b9cd8a05f4886958c64ce233049c3f61b08ea1','{"doc":"plan-b.txt","sha256":"5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6","text_sha256":"5797bb781e060c5828e53f98e15e8f7968aa8a8e9115be1a598065ed25dc73c6","meta":{"title":"平城区河湖清洁行动实施方案","doc_number":null,"issuer":null,"jurisdiction":"山西省大同市平城区","date":null,"genre":"plan","cites":[],"access":null},"tasks":[{"id":"task-cba1f53fde0aab52","number":"（一）","title":"清理河道垃圾","section":"一、重点工作","start":21,"end":76,"sectors":[{"id":"shuili","label":"水利","start":26,"end":28,"theme":"农业、林业、水利","found_in":"task"}],"implied_deadlines":[]},{"id":"task-d5c0863ac50f2ac4","number":"（二）","title":"建设亲水步道","section":"一、重点工作","start":77,"end":98,"sectors":[{"id":"shuili","label":"水利","start":3,"end":5,"theme":"农业、林业、水利","found_in":"title"}],"implied_deadlines":[]}],"assignments":[{"id":"assignment-8ab188ec2f847be0","task":"task-cba1f53fde0aab52","kind":"label","start":45,"end":76,"text":"牵头单位：区水务局\n责任单位：各街道办事处\n督导单位：市水务局","scope":{"start":21,"end":44},"units":[{"text":"区水务局","start":50,"end":54,"role":"lead","effective_role":"lead","rule":null,"canonical":"大同市平城区水务局","unit_id":"unit-1991355e364b5e7e","collective":false,"found_by":"role.label.lead"},{"text":"各街道办事处","start":60,"end":66,"role":"responsible","effective_role":"responsible","rule":null,"canonical":"大同市平城区各街道办事处","unit_id":"unit-d27660df5ba77e86","collective":true,"found_by":"role.label.responsible"},{"text":"市水务局","start":72,"end":76,"role":"supervising","effective_role":"supervising","rule":null,"canonical":"大同市水务局","unit_id":"unit-90937b33d2bffec7","collective":false,"found_by":"role.label.supervising"}],"implied":[],"open":[],"qualifier":null,"people":[]}],"names":[{"text":"区水务局","unit_id":"unit-1991355e364b5e7e","canonical":"大同市平城区水务局","collective":false,"place":"山西省大同市平城区","function":"水务","kind":"department","known":true,"rule":"name.level","because":"区：山西省大同市平城区"},{"text":"各街道办事处","unit_id":"unit-d27660df5ba77e86","canonical":"大同市平城区各街道办事处","collective":true,"place":"山西省大同市平城区","function":null,"kind":"areas","known":true,"rule":"name.collective","because":null},{"text":"市水务局","unit_id":"unit-90937b33d2bffec7","canonical":"大同市水务局","collective":false,"place":"山西省大同市","function":"水务","kind":"department","known":true,"rule":"name.level","because":"市：山西省大同市"}],"conventions":[],"deadlines":[{"task":"task-cba1f53fde0aab52","text":"2024年6月底前","start":32,"end":41,"kind":"by","from":null,"to":"2024-06-30","rrule":null,"found_by":"deadline.by.month_end","scope":{"start":21,"end":43}}],"targets":[{"task":"task-d5c0863ac50f2ac4","text":"建成步道3.5公里","start":88,"end":97,"indicator":"建成步道","op":"=","value":3.5,"unit":"公里","region":null,"baseline":null,"year":null,"found_by":"target.count.after"}],"issues":[],"refused":[],"ignored":[],"form":{"format":"text","recognised":false,"confidence":null,"converted_from":null}}','平城区河湖清洁行动实施方案
一、重点工作
（一）清理河道垃圾。
2024年6月底前完成。
牵头单位：区水务局
责任单位：各街道办事处
督导单位：市水务局
（二）建设亲水步道。
建成步道3.5公里。
',1,'test');
CREATE TABLE withdrawn (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  task TEXT,
  statement TEXT,
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  unit TEXT,
  canonical TEXT,
  start INTEGER,
  stop INTEGER,
  correction INTEGER NOT NULL,
  read TEXT
);
CREATE UNIQUE INDEX version_current ON version (doc) WHERE current = 1;
CREATE INDEX version_text ON version (text_sha256);
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER removal_stays BEFORE DELETE ON removal
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER removal_unchanged BEFORE UPDATE ON removal
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER verdict_stays BEFORE DELETE ON verdict
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER verdict_unchanged BEFORE UPDATE ON verdict WHEN NEW.words != '' OR (NEW.number, NEW.at, NEW.who, NEW.finding, NEW."check", NEW.verdict, NEW.doc, NEW.note, NEW.undoes)
  IS NOT (OLD.number, OLD.at, OLD.who, OLD.finding, OLD."check", OLD.verdict, OLD.doc, OLD.note, OLD.undoes)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE INDEX correction_doc ON correction (doc);
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER correction_unchanged BEFORE UPDATE ON correction
WHEN NEW.task || NEW.quote || NEW.preceding || NEW.following || NEW.words || COALESCE (NEW.read, '') != ''
  OR (NEW.number, NEW.at, NEW.who, NEW.doc, NEW.change, NEW.nth, NEW.telling, NEW.counted_in, NEW.word, NEW.implied, NEW.role, NEW.unit, NEW.name, NEW.first_day, NEW.last_day, NEW.value, NEW.note, NEW.undoes)
  IS NOT (OLD.number, OLD.at, OLD.who, OLD.doc, OLD.change, OLD.nth, OLD.telling, OLD.counted_in, OLD.word, OLD.implied, OLD.role, OLD.unit, OLD.name, OLD.first_day, OLD.last_day, OLD.value, OLD.note, OLD.undoes)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE INDEX sector_task ON sector (doc, task);
CREATE INDEX sector_id ON sector (id);
CREATE INDEX duty_task ON duty (doc, task, role);
CREATE INDEX duty_unit ON duty (unit, doc, task, role, surface);
CREATE INDEX duty_given ON duty (given, surface);
CREATE INDEX duty_statement ON duty (doc, statement);
CREATE INDEX naming_unit ON naming (unit);
CREATE INDEX naming_given ON naming (given);
CREATE INDEX spelling_unit ON spelling (unit);
CREATE INDEX spelling_given ON spelling (given, surface);
CREATE INDEX body_place ON body (place);
CREATE INDEX person_task ON person (doc, task);
CREATE INDEX deadline_task ON deadline (doc, task);
CREATE INDEX deadline_day ON deadline (last_day);
CREATE INDEX target_task ON target (doc, task);
CREATE INDEX withdrawn_task ON withdrawn (doc, task);
CREATE VIEW deadline_duty AS
SELECT f.doc, f.id AS fact, f.last_day, d.id AS duty, d.task, d.unit, d.role
FROM deadline AS f
JOIN duty AS d ON d.doc = f.doc AND d.task = f.task
JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement
WHERE f.statement IS NULL
  OR (min(s.scope_start, s.start) <= f.start AND f.stop <= max(s.scope_stop, s.stop))
UNION ALL
SELECT f.doc, f.id, f.last_day, d.id, d.task, d.unit, d.role
FROM deadline AS f
JOIN duty AS d ON d.doc = f.doc AND d.statement = f.statement
WHERE f.task IS NULL;
CREATE VIEW target_duty AS
SELECT f.doc, f.id AS fact, d.id AS duty, d.task, d.unit, d.role
FROM target AS f
JOIN duty AS d ON d.doc = f.doc AND d.task = f.task
JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement
WHERE f.statement IS NULL
  OR (min(s.scope_start, s.start) <= f.start AND f.stop <= max(s.scope_stop, s.stop))
UNION ALL
SELECT f.doc, f.id, d.id, d.task, d.unit, d.role
FROM target AS f
JOIN duty AS d ON d.doc = f.doc AND d.statement = f.statement
WHERE f.task IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('decision',3);
INSERT INTO "sqlite_sequence" VALUES('correction',4);
COMMIT;
PRAGMA user_version = 7;
