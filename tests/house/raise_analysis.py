"""Which exceptions of ours a function can raise, as far as its source tells: its own `raise`, and whatever it calls.

A call is followed to the function that the module defines or imports, and a method to the class that annotations and
constructors name; where they name none, to every method of that name. So it errs towards "can be raised": what it
calls impossible is impossible. What a handler around the call catches goes no further.
"""

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from queue import Queue
from socket import socket
from subprocess import Popen
from threading import Event, Thread

ANYTHING = "anything"
"""What a callable raises that came as an argument. It is no reproach for who calls this function in turn: he handed it
over by its name, which counts as a call."""
FOREIGN = "foreign"
"""What code outside the project may raise: any exception that is not ours."""
UNKNOWN, OUTSIDE = "?", "outside"
"""A type that the source does not name, and one that is not the project's."""
Definition = ast.FunctionDef | ast.AsyncFunctionDef
Caught = frozenset[str]


@dataclass
class Function:
    """`raised` and `called`, each with the exceptions that handlers around it catch."""

    where: str
    doc: str
    is_stub: bool
    raised: set[tuple[str, Caught]] = field(default_factory=set)
    called: set[tuple[str, Caught]] = field(default_factory=set)


@dataclass
class Class:
    """`attributes`: the type of each, by its annotation or by what the constructor assigns."""

    bases: list[str]
    methods: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)


class Project:
    """All functions below these folders. Constructing it reads them."""

    def __init__(self, root: Path, folders: tuple[str, ...]) -> None:
        self.functions: dict[str, Function] = {}
        self.classes: dict[str, Class] = {}
        self.returns: dict[str, str] = {}
        self.methods: dict[str, set[str]] = defaultdict(set)
        self.aliases: dict[str, str] = {}
        """What a module imports, by the name under which others may import it from there."""
        self._families: dict[str, set[str]] = defaultdict(set)
        modules = [
            _Module(self, file.relative_to(root).as_posix(), ast.parse(file.read_text("utf-8")))
            for folder in folders
            for file in sorted((root / folder).rglob("*.py"))
        ]
        for phase in (_Module.declare, _Module.read_types, _Module.read_functions):
            for module in modules:
                phase(module)

    def is_exception(self, name: str) -> bool:
        """Whether this class of ours is one."""
        return name in self.classes and any(
            self.is_exception(base) or is_foreign_exception(base) for base in self.classes[name].bases
        )

    def is_caught(self, raised: str, caught: Caught) -> bool:
        """Whether a handler for one of these classes takes it."""
        if raised in caught or (self.is_exception(raised) and caught & {"Exception", "BaseException"}):
            return True
        return raised in self.classes and any(self.is_caught(base, caught) for base in self.classes[raised].bases)

    def raisable(self) -> dict[str, set[str]]:
        """By function, what can leave it: names of classes, ANYTHING, FOREIGN."""
        callers: dict[str, list[tuple[str, Caught]]] = defaultdict(list)
        for key, function in self.functions.items():
            for callee, caught in function.called:
                callers[callee].append((key, caught))
        result: dict[str, set[str]] = {
            key: {name for name, caught in function.raised if not self.is_caught(name, caught)}
            for key, function in self.functions.items()
        }
        changed = list(result)
        while changed:
            callee = changed.pop()
            for caller, caught in callers[callee]:
                new = result[callee] - result[caller] - {ANYTHING}
                leaving = {name for name in new if not self.is_caught(name, caught)}
                if leaving:
                    result[caller] |= leaving
                    changed.append(caller)
        return result

    def resolve(self, target: str) -> str:
        """Where a name that a package hands on is really defined."""
        for _ in range(5):
            target = self.aliases.get(target, target)
        return target

    def family(self, name: str) -> set[str]:
        """The class, those above and those below."""
        if not self._families:
            for other in self.classes:
                for above in self._above(other):
                    self._families[above] |= {other}
                    self._families[other] |= {above}
        return self._families[name]

    def _above(self, name: str) -> list[str]:
        if name not in self.classes:
            return []
        return [name, *(above for base in self.classes[name].bases for above in self._above(base))]

    def attribute_type(self, class_name: str, attribute: str) -> str:
        """Of an attribute or a property."""
        for owner in self._above(class_name):
            if attribute in self.classes[owner].attributes:
                return self.classes[owner].attributes[attribute]
            if attribute in self.classes[owner].methods:
                return self.returns.get(self.classes[owner].methods[attribute], UNKNOWN)
        return UNKNOWN


def is_foreign_exception(name: str) -> bool:
    """Whether this name is that of an exception of Python or of a library."""
    value = getattr(builtins, name, None)
    return (isinstance(value, type) and issubclass(value, BaseException)) or name.endswith(("Error", "Exception"))


def last_name(node: ast.AST | None) -> str:
    """`c` of `a.b.c`, of `c[...]`, of `c(...)` and of "a.c"."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Constant(value=str(text)):
            return text.partition("[")[0].rpartition(".")[2].partition(" ")[0]
        case ast.Subscript(value=value) | ast.Call(func=value):
            return last_name(value)
    return ""


class _Module:
    """Reads one module into the project, in three phases, for annotations name what other modules declare."""

    def __init__(self, project: Project, file: str, tree: ast.Module) -> None:
        self.project, self.file, self.tree = project, file, tree
        self.name = file.removesuffix(".py").removesuffix("/__init__").removeprefix("build/").replace("/", ".")
        self.scope: dict[str, str] = {}

    def declare(self) -> None:
        for node in ast.walk(self.tree):
            match node:
                case ast.ImportFrom(module=str(module), names=names):
                    self.scope |= {name.asname or name.name: f"{module}.{name.name}" for name in names}
                case ast.Import(names=names):
                    self.scope |= {name.asname or name.name.partition(".")[0]: name.name for name in names}
                case ast.ClassDef(name=name, bases=bases):
                    self.project.classes[name] = Class([base for entry in bases if (base := last_name(entry)) != name])
                    self.scope[name] = f"{self.name}.{name}"
                case ast.FunctionDef(name=name):
                    self.scope.setdefault(name, f"{self.name}.{name}")
        self.project.aliases |= {f"{self.name}.{name}": target for name, target in self.scope.items()}

    def read_types(self) -> None:
        for key, owner, node in self._definitions(self.tree, self.name, ""):
            self.project.returns[key] = self.type_of_annotation(node.returns)
            if owner:
                self.project.classes[owner].methods[node.name] = key
                self.project.methods[node.name].add(key)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                self._read_attributes(node)

    def _read_attributes(self, node: ast.ClassDef) -> None:
        attributes = self.project.classes[node.name].attributes
        for line in node.body:
            if isinstance(line, ast.AnnAssign):
                attributes[last_name(line.target)] = self.type_of_annotation(line.annotation)
            if isinstance(line, ast.FunctionDef) and line.name == "__init__":
                walk = _Walk(self, None, node.name, line)
                for statement in ast.walk(line):
                    for target, value in _assignments(statement):
                        if isinstance(target, ast.Attribute) and last_name(target.value) == "self":
                            attributes.setdefault(target.attr, walk.type_of(value))

    def read_functions(self) -> None:
        for key, owner, node in self._definitions(self.tree, self.name, ""):
            doc = ast.get_docstring(node) or ""
            body = node.body[1:] if doc else node.body
            is_stub = all(isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) for line in body)
            function = Function(f"{self.file}:{node.lineno} {node.name}", doc, is_stub)
            _Walk(self, function, owner, node).walk_all(node.body)
            self.project.functions[key] = function

    def _definitions(self, parent: ast.AST, prefix: str, owner: str) -> Iterator[tuple[str, str, Definition]]:
        for node in ast.iter_child_nodes(parent):
            if isinstance(node, Definition):
                yield f"{prefix}.{node.name}", owner, node
                yield from self._definitions(node, f"{prefix}.{node.name}", "")
            elif isinstance(node, ast.ClassDef):
                yield from self._definitions(node, f"{prefix}.{node.name}", node.name)
            elif not isinstance(node, ast.expr):
                yield from self._definitions(node, prefix, owner)

    def type_of_annotation(self, node: ast.AST | None) -> str:
        """A class of the project, OUTSIDE, or UNKNOWN for unions of several and for callables."""
        match node:
            case None:
                return UNKNOWN
            case ast.Constant(value=str(text)):
                return self.type_of_annotation(ast.parse(text, mode="eval").body)
            case ast.BinOp(left=left, right=ast.Constant(value=None)):
                return self.type_of_annotation(left)
            case ast.BinOp() | ast.Tuple() | ast.List():
                return UNKNOWN
        name = last_name(node)
        if name in self.project.classes:
            return name
        is_foreign = name in _PLAIN_TYPES or not _is_ours(self.scope.get(name, ""))
        return OUTSIDE if is_foreign and name not in _OPEN_TYPES else UNKNOWN


_PLAIN_TYPES = {name for name, value in vars(builtins).items() if isinstance(value, type)}
_OPEN_TYPES = {"Any", "Callable", "Self", "Iterator", "Iterable", "Generator", "TypeVar", "T", "R", "object", "type"}
_USUAL_METHODS = {
    name
    for kind in (str, bytes, bytearray, list, dict, set, Path, Thread, Event, Queue, socket, Popen, StringIO)
    for name in dir(kind)
}
"""Of an object without a known type, these are taken for Python's own."""
_RECORDERS, _RECORDED = {"record"}, {"OperationFailed", "OSError"}
"""ProbeContext.record makes a failed observation of these."""
_OUR_ROOTS = {"checker", "recipe", "systems", "sign", "licences", "wine"}


def _is_ours(target: str) -> bool:
    return target.partition(".")[0] in _OUR_ROOTS


def _assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
            yield from zip(targets, values, strict=True)
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield target, value


_TOPS = ("checker.client.window.", "checker.desk.")
"""Nothing below hands their objects about by bare names."""


class _Walk:
    """One function's statements, with what is caught around each. Without a function it only answers for types."""

    def __init__(self, module: _Module, function: Function | None, owner: str, node: Definition) -> None:
        self._module, self._project, self._function, self._owner = module, module.project, function, owner
        self._caught: Caught = frozenset()
        self._bound: set[str] = set()
        self._narrowed: dict[str, str] = {}
        """Variables whose type a line asks for."""
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self._types = {entry.arg: module.type_of_annotation(entry.annotation) for entry in arguments}
        self._locals = {entry.arg for entry in arguments}
        if owner:
            self._types |= {"self": owner, "cls": owner}
        for inner in ast.walk(node):
            for target, value in _assignments(inner):
                if isinstance(target, ast.Name):
                    self._assign(target.id, self.type_of(value))
            match inner:
                case ast.withitem(optional_vars=ast.Name(id=name)):
                    self._assign(name, UNKNOWN)
                case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), kind]):
                    self._narrowed[name] = last_name(kind)
                case ast.For(target=ast.Name(id=name)) | ast.comprehension(target=ast.Name(id=name)):
                    self._assign(name, UNKNOWN)

    def _assign(self, name: str, type_name: str) -> None:
        """Two assignments of different types name none."""
        self._types[name] = type_name if self._types.get(name, type_name) == type_name else UNKNOWN
        self._locals.add(name)

    def type_of(self, node: ast.expr) -> str:
        """A class of the project, OUTSIDE or UNKNOWN."""
        match node:
            case ast.Name(id=name):
                return self._types.get(name, UNKNOWN)
            case ast.Constant() | ast.JoinedStr() | ast.List() | ast.Dict() | ast.Set() | ast.ListComp():
                return OUTSIDE
            case ast.Attribute(value=value, attr=attribute):
                owner = self.type_of(value)
                return owner if owner == OUTSIDE else self._project.attribute_type(owner, attribute)
            case ast.Call(func=ast.Name(id=name)) if name not in self._locals:
                if name in self._project.classes:
                    return name
                target = self._module.scope.get(name, "")
                return (
                    self._project.returns.get(self._project.resolve(target), UNKNOWN) if _is_ours(target) else UNKNOWN
                )
            case ast.Call(func=ast.Attribute(value=value, attr=attribute)):
                owner = last_name(value) if last_name(value) in self._project.classes else self.type_of(value)
                return owner if owner == OUTSIDE else self._project.attribute_type(owner, attribute)
            case ast.IfExp(body=body, orelse=other) | ast.BoolOp(values=[body, other]):
                return self.type_of(body) if self.type_of(body) == self.type_of(other) else UNKNOWN
        return UNKNOWN

    def walk_all(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            self._walk(node)

    def _walk(self, node: ast.AST) -> None:
        match node:
            case ast.Try():
                self._walk_try(node)
                return
            case ast.With(items=items) if any(last_name(item.context_expr) == "suppress" for item in items):
                names = {last_name(entry) for item in items for entry in getattr(item.context_expr, "args", [])}
                self._walk_guarded(node.body, names)
                return
            case ast.With(items=items) if any(last_name(item.context_expr) in _RECORDERS for item in items):
                self._walk_guarded(node.body, _RECORDED)
                return
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                before, self._caught = self._caught, frozenset()
                self.walk_all(node.body)
                self._caught = before
                return
            case ast.Raise():
                self._raise(node)
            case ast.Call(func=ast.Name(id=name)):
                self._call_name(name)
            case ast.Name(id=name, ctx=ast.Load()) if name not in self._locals:
                self._refer(name)
            case ast.Attribute(value=value, attr=attribute, ctx=ast.Load()):
                self._access(value, attribute)
        for child in ast.iter_child_nodes(node):
            self._walk(child)

    def _walk_try(self, node: ast.Try) -> None:
        swallowed = {
            name
            for handler in node.handlers
            if not any(_reraises(inner, handler.name) for line in handler.body for inner in ast.walk(line))
            for name in _handler_names(handler)
        }
        self._walk_guarded(node.body, swallowed)
        for handler in node.handlers:
            self._bound |= {handler.name} if handler.name else set()
            if any(isinstance(inner, ast.Yield) for line in node.body for inner in ast.walk(line)):
                self._reraise_body(handler)
            self.walk_all(handler.body)
        self.walk_all(node.orelse)
        self.walk_all(node.finalbody)

    def _reraise_body(self, handler: ast.ExceptHandler) -> None:
        """Of a context manager: what its `with` block raised, and the handler lets pass."""
        if any(_reraises(inner, handler.name) for line in handler.body for inner in ast.walk(line)):
            for name in _handler_names(handler):
                self._add(name)

    def _walk_guarded(self, nodes: list[ast.stmt], names: set[str]) -> None:
        before, self._caught = self._caught, self._caught | names
        self.walk_all(nodes)
        self._caught = before

    def _call_name(self, name: str) -> None:
        if name in self._locals:
            self._add(ANYTHING)
        elif not _is_ours(self._module.scope.get(name, "")) and name not in self._project.classes:
            self._add(FOREIGN)

    def _refer(self, name: str) -> None:
        """A function or class that is called, or handed on to be called."""
        if name in self._project.classes:
            for method in ("__init__", "__post_init__", "__new__"):
                self._follow(name, method)
        elif _is_ours(target := self._module.scope.get(name, "")):
            self._called({self._project.resolve(target)})

    def _access(self, value: ast.expr, attribute: str) -> None:
        """A method that is called or handed on, or a property that is read."""
        name = value.id if isinstance(value, ast.Name) and value.id not in self._locals else ""
        module = self._module.scope.get(name, "")
        if _is_ours(module) and name not in self._project.classes:
            self._called({self._project.resolve(f"{module}.{attribute}")})
            return
        owner = name if name in self._project.classes else self.type_of(value)
        if owner == OUTSIDE or (name and name not in self._project.classes):
            self._add(FOREIGN)
        elif owner in self._project.classes:
            self._follow(owner, attribute)
        else:
            self._add(FOREIGN)
            if attribute not in _USUAL_METHODS:
                self._called({key for key in self._project.methods[attribute] if self._may_hold(key)})

    def _may_hold(self, method: str) -> bool:
        """What is not annotated may be anything, but no page of the window's or the desk's in a part below them."""
        return not method.startswith(_TOPS) or self._module.name.startswith(_TOPS)

    def _follow(self, owner: str, attribute: str) -> None:
        """The method of this class, of those above and below; of a Protocol, of whoever has one of this name."""
        family = [*self._project.family(owner)]
        methods = {self._project.classes[name].methods.get(attribute, "") for name in family} - {""}
        if any("Protocol" in self._project.classes[name].bases for name in family):
            methods |= self._project.methods[attribute]
        self._called(methods)
        if not methods:
            self._add(FOREIGN)
            if not attribute.startswith("__"):
                self._add(ANYTHING if self._project.attribute_type(owner, attribute) == UNKNOWN else FOREIGN)

    def _called(self, targets: set[str]) -> None:
        if self._function is not None:
            self._function.called |= {(target, self._caught) for target in targets}

    def _add(self, name: str) -> None:
        if self._function is not None:
            self._function.raised.add((name, self._caught))

    def _raise(self, node: ast.Raise) -> None:
        match node.exc:
            case None:
                return  # what the handler let pass was not swallowed
            case ast.Name(id=name) if name in self._bound:
                return
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in self._project.classes:
                self._add(name)
            case ast.Call() | ast.Attribute() | ast.Name() if last_name(node.exc).lstrip("_")[:1].isupper():
                self._add(last_name(node.exc))
            case ast.expr() as value:
                type_name = self._narrowed.get(last_name(value)) or self.type_of(value)
                self._add(ANYTHING if type_name in (UNKNOWN, OUTSIDE) else type_name)


def _handler_names(handler: ast.ExceptHandler) -> list[str]:
    match handler.type:
        case None:
            return ["BaseException"]
        case ast.Tuple(elts=classes):
            return [last_name(entry) for entry in classes]
        case other:
            return [last_name(other)]


def _reraises(node: ast.AST, name: str | None) -> bool:
    """`raise` alone, or `raise error` of the error that was caught."""
    return isinstance(node, ast.Raise) and (
        node.exc is None or (isinstance(node.exc, ast.Name) and node.exc.id == name)
    )
