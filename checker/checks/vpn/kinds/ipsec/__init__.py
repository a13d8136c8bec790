"""IPsec: IKEv1, IKEv2, and L2TP with it or bare."""
